import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Writes a certificate of its own for an address, with its key; resolves to the path of the file. */
export async function writeCertificate(folder: string, address: string): Promise<string> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: address }], { algorithm: 'sha256' });
  const pem = join(folder, 'certificate.pem');
  await writeFile(pem, `${cert.trim()}\n${key.trim()}\n`);
  return pem;
}
