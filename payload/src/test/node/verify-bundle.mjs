// node verify-bundle.mjs BUNDLE PAYLOAD PUBLIC_KEY: parses a bundle and verifies it as the npm client does, without the
// transparency log and timestamps, which a bundle signed with a key alone does not have. Without PUBLIC_KEY it only parses.
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [bundleFile, payloadFile, keyFile] = process.argv.slice(2);
const bundle = bundleFromJSON(JSON.parse(readFileSync(bundleFile, 'utf8')));
console.log(`hint ${bundle.verificationMaterial.content.publicKey.hint}`);
console.log(`digest ${bundle.content.messageSignature.messageDigest.digest.toString('hex')}`);
if (keyFile) {
  const publicKey = createPublicKey(readFileSync(keyFile, 'utf8'));
  const nothing = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
  const trust = toTrustMaterial(nothing, () => ({ publicKey, validFor: () => true }));
  const verifier = new Verifier(trust, { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 });
  verifier.verify(toSignedEntity(bundle, readFileSync(payloadFile)));
  console.log('verified');
}
