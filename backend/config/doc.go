// Package config says what can be configured. Settings is what the program
// works with; a Definition describes one setting for all who show it (command
// line, export, documentation, forms); Values is what an administrator has set.
//
// The rules:
//
//   - Every setting has exactly one Definition: its key, kind, default, help
//     and place in Settings. Nothing else knows a setting's name.
//   - Values hold only what was set; the rest is the default, which may
//     depend on other settings (Active Directory or not).
//   - Secrets are not Settings: their Definition has KindSecret and their
//     value lives in a Secret, kept by backend/internal/secret.
//   - The package does no I/O and imports the standard library only.
package config
