package config

// Retired returns the settings that fell away. They are found, and setting them
// changes nothing: what was configured and scripted goes on working.
func Retired() []*Definition {
	return []*Definition{
		{
			Key: "ldap.revisionDateAttribute", Kind: KindText, Label: "Revision date attribute", Example: "modifyTimestamp",
			Retired: "LDAP servers are read completely each time, since they compute memberships without a sign in the entry",
		},
	}
}
