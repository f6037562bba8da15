// Completes a bill of materials that cyclonedx-gomod made of a program: adds
// Go's license and the npm packages that the pages contain, and gives it the
// program's name, our license and the time of the commit. Prints CycloneDX 1.6
// (https://cyclonedx.org/docs/1.6/json/).
// usage: node tools/sbom.mjs BILL NAME
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [, , file, name] = process.argv;
const bill = JSON.parse(readFileSync(file, 'utf8'));
const locked = JSON.parse(readFileSync('frontend/package-lock.json', 'utf8')).packages;
const license = (id) => [{ license: { id } }];

const main = bill.metadata.component;
main.name = name.replace(/-\d.*/, '');
main.licenses = license(process.env.LICENSE_ID);
main.copyright = process.env.COPYRIGHT;
bill.metadata.timestamp = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString();

for (const component of bill.components) {
	if (component.name === 'std') component.licenses = license('BSD-3-Clause');
}
const bundled = execFileSync(process.execPath, ['tools/bundled.mjs'], { encoding: 'utf8' });
for (const line of bundled.trim().split('\n')) {
	const [part, folder] = line.split('\t');
	const [, packageName, version] = /^(.+) (\S+)$/.exec(part);
	const { license: id, integrity } = locked[folder.replace(/^frontend\//, '')];
	const purl = `pkg:npm/${packageName.replace('@', '%40')}@${version}`;
	const [algorithm, sum] = integrity.split(/-(.*)/);
	bill.components.push({
		'bom-ref': purl,
		type: 'library',
		name: packageName,
		version,
		scope: 'required',
		hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(sum, 'base64').toString('hex') }],
		licenses: license(id),
		purl,
	});
	bill.dependencies?.find(({ ref }) => ref === main['bom-ref'])?.dependsOn?.push(purl);
	bill.dependencies?.push({ ref: purl });
}
process.stdout.write(JSON.stringify(bill, null, 2) + '\n');
