package cronium.dispatch.ssh;

import com.jcraft.jsch.Identity;

/** A key with a certificate, whoever has the key: it shows the certificate and signs with the key. */
record CertifiedIdentity(Identity key, UserCertificate certificate) implements Identity {
    @Override
    public boolean setPassphrase(byte[] passphrase) {
        return !isEncrypted();
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return certificate.bytes();
    }

    @Override
    public byte[] getSignature(byte[] data) {
        return key.getSignature(data);
    }

    @Override
    public byte[] getSignature(byte[] data, String algorithm) {
        return key.getSignature(data, UserCertificate.signing(algorithm));
    }

    @Override
    public String getAlgName() {
        return certificate.type();
    }

    @Override
    public String getName() {
        return key.getName() + " with " + certificate;
    }

    @Override
    public boolean isEncrypted() {
        return key.isEncrypted();
    }

    @Override
    public void clear() {
        key.clear();
    }
}
