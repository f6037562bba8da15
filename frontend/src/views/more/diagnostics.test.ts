import { expect, it } from 'vitest';
import { sampleState } from '../../backend/fake/company';
import { diagnosticsOf, profileFolder } from './diagnostics';

const where = {
  window: false,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  language: 'en-GB',
  size: '1280×800',
};

it('diagnostics tell what runs, and nobody’s name or address', () => {
  const state = sampleState();
  state.location = 'ldaps://dc1.example.com';
  state.notices = ['Secrets are kept in /home/ada/secrets.age'];
  const text = diagnosticsOf(state, where);
  expect(text).toContain('version: 1.0.0\n');
  expect(text).toContain('directory: ldap\n');
  expect(text).toContain('system: Mozilla/5.0 (X11; Linux x86_64)\n');
  for (const name of ['example', 'Example', 'ada', 'organization.', 'home', 'default']) {
    expect(text).not.toContain(name);
  }
});

it('the folder of a profile is written as its system does', () => {
  expect(profileFolder('/home/ada/.config/Directory Connector', 'default')).toBe(
    '/home/ada/.config/Directory Connector/profiles/default',
  );
  expect(profileFolder('C:\\ProgramData\\Directory Connector', 'school')).toBe(
    'C:\\ProgramData\\Directory Connector\\profiles\\school',
  );
});
