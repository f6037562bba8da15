package config

import "slices"

// syncDefinitions say what is synced, and how carefully.
func syncDefinitions() []*Definition {
	return slices.Concat(syncWhatDefinitions(), syncLeaversDefinitions(), syncSendDefinitions(), groupsDefinitions(), syncGuardDefinitions())
}

func syncWhatDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "sync.users", Kind: KindBool, Label: "Sync users",
			Help: "Whether users become members of the organization.", Example: "true", Default: "true",
		},
		{
			Key: "sync.groups", Kind: KindBool, Label: "Sync groups",
			Help: "Whether groups are synced.", Example: "true", Default: "true",
		},
		{
			Key: "sync.interval", Kind: KindNumber, Label: "Interval",
			Help: "Minutes from the end of one automatic sync to the next, where sync.times is empty.", Example: "15", Default: "5", Min: 5, Max: 44640,
		},
		{
			Key: "sync.times", Kind: KindText, Label: "Times",
			Help:    "When automatic syncs begin, instead of sync.interval: every so often at a time of day, or at fixed times (at 08:00; weekdays at 02:00, 14:00), on all days or some, with semicolons between. The clock is the machine's. 'bwdc schedule' shows the next times.",
			Example: "weekdays 07:00-19:00 every 15m; else every 1h",
			check:   checkTimes,
		},
		{
			Key: "sync.quiet", Kind: KindText, Label: "Quiet window",
			Help:    "When nothing that removes is sent: no removal, no revocation, no membership that goes. It waits for the first sync after; whatever adds is sent. Times of day, on all days or some, with semicolons between.",
			Example: "weekdays 08:00-18:00; weekends",
			check:   checkQuiet,
		},
		{
			Key: "sync.userFilter", Kind: KindText, Label: "User filter",
			Help:    "Which users are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and emails; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeGroup: or excludeGroup: and group ids.",
			Example: "(&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(employeeType=internal))",
		},
		{
			Key: "sync.groupFilter", Kind: KindText, Label: "Group filter",
			Help:    "Which groups are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and names; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeAdministrativeUnit: or excludeAdministrativeUnit: and ids.",
			Example: "(cn=bitwarden-*)",
		},
		{
			Key: "sync.useEmailPrefixSuffix", Kind: KindBool, Default: "false", Label: "Make missing emails",
			Help: "LDAP, OneLogin: whether a user without an email gets one made of ldap.emailPrefixAttribute and sync.emailSuffix.",
		},
		{
			Key: "sync.emailSuffix", Kind: KindText, Label: "Email suffix",
			Help: "What made emails end with.", Example: "@example.com",
			check: checkEmailSuffix,
		},
	}
}

// syncLeaversDefinitions say who goes, and how.
func syncLeaversDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "sync.removeDisabled", Kind: KindBool, Default: "false", Label: "Remove disabled users",
			Help: "Whether users that are disabled in the directory are removed from the organization.",
		},
		{
			Key: "sync.removeMissing", Kind: KindBool, Default: "true", Label: "Remove missing users",
			Help: "Whether users that an earlier sync added and that the directory or the filter no longer has are removed from the organization.",
		},
		{
			Key: "sync.leavers", Kind: KindChoice, Label: "What happens to leavers",
			Help:    "Whether a member who goes is removed, or only loses the access and stays a member, so that it can be given back. vaultwarden always revokes the access.",
			Example: "revoke", Default: "remove", Allowed: []string{"remove", "revoke"},
		},
		{
			Key: "sync.deleteRevokedAfter", Kind: KindNumber, Label: "Remove revoked members after",
			Help:    "With sync.leavers revoke: after this many days a member whose access this program revoked is removed for good. Days on which no sync ran do not count. 0: never.",
			Example: "30", Default: "0", Min: 0, Max: 3650,
		},
		{
			Key: "sync.removedByHand", Kind: KindChoice, Label: "Members removed by hand",
			Help:    "What becomes of somebody who is in the directory and was removed from the organization by hand. ask: stays out, and is named in every run, until bwdc sync --reinvite names them. invite: is invited again.",
			Example: "invite", Default: "ask", Allowed: []string{"ask", "invite"},
		},
		{
			Key: "sync.inviteDisabled", Kind: KindBool, Default: "false", Label: "Invite disabled users",
			Help: "Whether users that are disabled in the directory and no members yet are invited. Every invitation takes a seat.",
		},
	}
}

// syncSendDefinitions say how members are sent.
func syncSendDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "sync.overwriteExisting", Kind: KindBool, Label: "Overwrite existing",
			Help: "Whether every member with an external id that is not in the directory is removed.", Example: "false", Default: "false",
		},
		{
			Key: "sync.largeImport", Kind: KindBool, Default: "false", Label: "Large import",
			Help: "Kept for compatibility: matters only together with sync.overwriteExisting over 2,000 members, and is then used by itself.",
		},
		{
			Key: "sync.inviteUsersAfterProvisioning", Kind: KindBool, Default: "true", Label: "Invite new users",
			Help: "Whether new members get their invitation at once. With false they are staged, on servers that can.",
		},
	}
}

// groupsDefinitions say what groups mean.
func groupsDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "groups.countNested", Kind: KindBool, Default: "true", Label: "Nested groups count for the filter",
			Help: "Whether, with a group filter of names, users in nested groups count as being in the group. Bitwarden's connector counts direct members only.",
		},
		{
			Key: "groups.resolveOutside", Kind: KindBool, Default: "true", Label: "Follow groups outside the search",
			Help: "Whether a nested group that the group search or filter leaves out is read for its members.",
		},
		{
			Key: "groups.keepFiltered", Kind: KindBool, Default: "false", Label: "Keep filtered members in groups",
			Help: "Whether groups list members whom the user filter leaves out. Bitwarden's connector does so for cloud directories.",
		},
		{
			Key: "groups.missing", Kind: KindChoice, Label: "Groups that left",
			Help:    "What happens to a group that the directory or the filter no longer has: keep it as it is, empty it, or delete it with its access to collections.",
			Example: "empty", Default: "keep", Allowed: []string{"keep", "empty", "delete"},
		},
	}
}

func syncGuardDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "sync.maxRemovals", Kind: KindLimit, Label: "Removals at most",
			Help:    "A sync stops before it removes more members than this within 24 hours: a number or a share of the members. Empty: the larger of 5 and 10%.",
			Example: "25",
		},
		{
			Key: "sync.maxAdditions", Kind: KindLimit, Label: "Additions at most",
			Help:    "A sync stops before it invites more new members than this: a number or a share of the members. Empty: the larger of 25 and 20%.",
			Example: "200",
		},
		{
			Key: "sync.maxGroupRemovals", Kind: KindLimit, Label: "Deleted groups at most",
			Help:    "With groups.missing delete, a sync stops before it deletes more groups than this: a number or a share of the groups. Empty: the larger of 2 and 5%.",
			Example: "10",
		},
		{
			Key: "sync.maxSeats", Kind: KindNumber, Label: "Seats at most",
			Help:    "A sync stops before members take more seats of the organization than this. The cloud buys seats by itself, charged at once. 0: no limit of this program's own.",
			Example: "250", Default: "0", Min: 0, Max: 1_000_000,
		},
		{
			Key: "sync.lookEvery", Kind: KindDuration, Label: "Look at the organization at least every",
			Help:    "How often the organization's members and groups are read although nothing changed in the directory, so that what was changed by hand is noticed. A sync that somebody asks for reads them anyway.",
			Example: "15m", Default: "1h", Max: 24 * 3600,
		},
		{
			Key: "sync.fullSyncEvery", Kind: KindDuration, Label: "Complete sync at least every",
			Help:    "How long changes alone may be read and sent before everything is, so that what was changed by hand heals.",
			Example: "12h", Default: "24h", Max: 24 * 3600,
		},
		{
			Key: "sync.duplicateEmails", Kind: KindChoice, Label: "One email twice",
			Help:    "What happens when two users have one email: stop the sync, or skip all of them.",
			Example: "skip", Default: "stop", Allowed: []string{"stop", "skip"},
		},
	}
}
