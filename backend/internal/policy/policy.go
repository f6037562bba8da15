// Package policy reads what the administrators of a domain have set for a
// machine by group policy. Only Windows has such a place, of which Windows itself
// sees to it that nobody but administrators can write there.
package policy

// Key is where policies are, in the registry of the machine
// (HKEY_LOCAL_MACHINE). Each of its values is named as a setting.
const Key = `SOFTWARE\Policies\Directory Connector`
