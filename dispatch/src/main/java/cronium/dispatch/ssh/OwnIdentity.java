package cronium.dispatch.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.KeyPair;

/** A key that was opened here, for the library. */
record OwnIdentity(String name, KeyPair key) implements Identity {
    @Override
    public boolean setPassphrase(byte[] passphrase) {
        return !isEncrypted();
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return key.getPublicKeyBlob();
    }

    @Override
    public byte[] getSignature(byte[] data) {
        return key.getSignature(data);
    }

    @Override
    public byte[] getSignature(byte[] data, String algorithm) {
        return key.getSignature(data, algorithm);
    }

    @Override
    public String getAlgName() {
        return key.getKeyTypeString();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isEncrypted() {
        return key.isEncrypted();
    }

    @Override
    public void clear() {
        key.dispose();
    }

    @Override
    public String toString() {
        return name;
    }
}
