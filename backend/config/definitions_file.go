package config

// fileDefinitions are the settings of a directory in a file.
func fileDefinitions() []*Definition {
	return append(fileOrigins(), fileContents()...)
}

// fileOrigins say where users and groups are.
func fileOrigins() []*Definition {
	return []*Definition{
		{
			Key: "file.path", Kind: KindFile, Label: "File",
			Help:    "The LDIF, CSV or JSON file that holds users and groups. Several, such as one of users and one of groups, are separated by semicolons.",
			Example: "/srv/hr/export.csv",
		},
		{
			Key: "file.command", Kind: KindText, Label: "Command",
			Help: "A program, by its whole path and with its arguments, that writes users and groups to its standard output; instead of a file. No shell reads it: " +
				"an argument with spaces stands in quotes. It is set on the command line only, not in the pages, since it runs with the rights of this program.",
			Example: "/usr/local/bin/export-people --format csv",
			Local:   true, check: checkCommand,
		},
		{
			Key: "file.url", Kind: KindText, Label: "Address",
			Help:    "An https address that gives users and groups; instead of a file. network.proxy and network.caFile apply.",
			Example: "https://hr.example.com/export/people.csv",
			check:   checkFileURL,
		},
		{
			Key: "file.username", Kind: KindText, Label: "User name",
			Help:    "The name to log in to the address with, and file.token as its password (basic authentication). Empty: the token is sent alone (Bearer).",
			Example: "bwdc",
		},
		{
			Key: "file.token", Kind: KindSecret, Label: "Token",
			Help:    "The token or password that the address wants. Empty: none is sent.",
			Example: "--secretenv HR_TOKEN",
		},
		{
			Key: "file.timeout", Kind: KindDuration, Label: "Time limit",
			Help:    "How long the command or the address may take for everything.",
			Example: "15m", Default: "5m", Min: 1, Max: 24 * 60 * 60,
		},
	}
}

// fileContents say what stands there.
func fileContents() []*Definition {
	return []*Definition{
		{
			Key: "file.format", Kind: KindChoice, Label: "Format",
			Help:    "The format of the file. auto goes by the ending of its name.",
			Example: "csv", Default: "auto", Allowed: []string{"auto", "ldif", "csv", "json"},
		},
		{
			Key: "file.encoding", Kind: KindChoice, Label: "Encoding",
			Help:    "How the file writes letters. auto knows UTF-8 and UTF-16, and takes a CSV file that is neither for Windows-1252.",
			Example: "windows-1252", Default: "auto",
			Allowed: []string{"auto", "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "iso-8859-15", "cp850", "macintosh"},
		},
		{
			Key: "file.columns", Kind: KindText, Label: "Columns",
			Help: "Which column of a CSV file holds what: field=column, separated by semicolons. The fields are type, id, email, name, disabled, enabled, deleted, groups, " +
				"members and memberGroups; of several columns for one field the first that is not empty counts. ignore=column leaves one unread, ignore=* all others.",
			Example: "id=Personnel number;email=E-mail;ignore=Office",
			check:   checkColumns,
		},
		{
			Key: "file.values", Kind: KindText, Label: "Values",
			Help: "What the words in the columns disabled, enabled and deleted of a CSV file mean, beside those that are known: yes, no, disabled or enabled=word|word, " +
				"separated by semicolons.",
			Example: "yes=X;disabled=on leave|left;enabled=employed",
			check:   checkMeanings,
		},
		{
			Key: "file.listSeparator", Kind: KindText, Label: "Separator in lists",
			Help: "What separates several groups or members in one cell of a CSV file. Empty: | does, and a cell that holds a semicolon or comma and is not the name of a group " +
				"is an error, so that you can say what is meant.",
			Example: ";",
			check:   checkListSeparator,
		},
		{
			Key: "file.openEnd", Kind: KindBool, Default: "false", Label: "Last line may be open",
			Help: "Whether the last line of a CSV file may lack its line end. Off: such a file is refused, since one that was cut off looks the same. " +
				"On: one that was cut off in its last cell is read as it is.",
		},
	}
}
