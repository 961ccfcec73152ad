/**
 * Who made a payload: its digest, its signature and the keys that are trusted. The file that is verified here is the snapshot
 * that is unpacked later. What is inside the archive is not looked at; the cryptography is the JDK's. Throws
 * {@link cronium.payload.signing.SignatureException} for what is refused and {@link java.io.IOException} for what the disk
 * did.
 */
@NullMarked
package cronium.payload.signing;

import org.jspecify.annotations.NullMarked;
