// Package configfile writes settings to a YAML or JSON text and reads them back:
// what 'bwdc config export' and 'import' do.
//
//	version: 1
//	directory: ldap
//	ldap:
//	    # Server
//	    hostname: dc1.example.com
//	    password:
//	        env: LDAP_PASSWORD
//
// The rules:
//
//   - Keys are those of package config, nested at their dots, in the order of
//     the definitions. Only what is set is written.
//   - Secrets are references: {env: NAME} or {file: PATH}. A literal secret is
//     written only when the caller hands one over, and read where there is one.
//   - What is read is checked as a whole: an error lists everything that is
//     wrong, each with its line, and nothing of the text is used.
package configfile
