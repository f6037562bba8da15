package config

import "slices"

// notifyDefinitions say who is told when a sync fails, and how.
func notifyDefinitions() []*Definition {
	return slices.Concat(notifyWhenDefinitions(), notifyOtherDefinitions(), mailDefinitions(), webhookDefinitions())
}

func notifyWhenDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "notify.on", Kind: KindText, Label: "Notify about",
			Help:    "What somebody is told: failure (syncs fail), stopped (a guard or a conflict stops them), recovery (they succeed again), drift (the organization was changed by hand), credentials (one ends soon). Each once, not with every sync. Empty: nothing.",
			Example: "failure stopped recovery", Default: "failure stopped recovery drift credentials",
			check: checkEvents,
		},
		{
			Key: "notify.afterFailures", Kind: KindNumber, Label: "Failures in a row",
			Help:    "After how many failures one after the other somebody is told. A log-in that is refused is told at once.",
			Example: "1", Default: "3", Min: 1, Max: 100,
		},
		{
			Key: "notify.changes", Kind: KindChoice, Label: "Notify about changes",
			Help:    "Whether somebody is told who came, changed and went: off, each (after each sync that changed something), or daily (a summary).",
			Example: "daily", Default: "off", Allowed: []string{"off", "each", "daily"},
		},
		{
			Key: "notify.dailyAt", Kind: KindText, Label: "Daily summary at",
			Help:    "The time of day, by the clock of the machine, from which the summary of the last day is sent, with the next sync.",
			Example: "18:00", Default: "07:00",
			check: func(text string) error { _, err := parseClock(text); return err },
		},
		{
			Key: "notify.remind", Kind: KindText, Label: "Credentials about to expire",
			Help:    "When credentials end that the program can't know of, with semicolons between: a date and a name. The end of certificates in the files of other settings is known without.",
			Example: "2027-03-01 client secret of Entra; 2027-06-30 password of cn=bwdc",
			check:   func(text string) error { _, err := ParseReminders(text); return err },
		},
		{
			Key: "notify.remindBefore", Kind: KindNumber, Label: "Remind before",
			Help:    "How many days before credentials end somebody is told first; again a week and a day before, and when they have ended.",
			Example: "60", Default: "30", Min: 1, Max: 365,
		},
	}
}

func notifyOtherDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "notify.heartbeat", Kind: KindSecret, Label: "Heartbeat address",
			Help:    "An https address that is asked after each sync that succeeded, and with /fail at its end after each that failed: a service such as Healthchecks tells somebody when nothing comes. The address is a secret.",
			Example: "--secretenv HEARTBEAT_URL",
			check:   checkHook,
		},
		{
			Key: "notify.eventLog", Kind: KindBool, Default: "false", Label: "Event log",
			Help: "Whether notices go to the log of the system, with numbers that stay: the Windows event log, or journald.",
		},
	}
}

func mailDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "mail.server", Kind: KindText, Label: "Mail server",
			Help:    "The mail server that takes notices, with its port unless that is 587, or 465 with TLS. Empty: no mail.",
			Example: "smtp.example.com:587",
			check:   checkMailServer,
		},
		{
			Key: "mail.encryption", Kind: KindChoice, Label: "Encryption",
			Help:    "How the connection is protected: starttls, tls (from the start, port 465), or none, for a server on this machine.",
			Example: "tls", Default: "starttls", Allowed: []string{"starttls", "tls", "none"},
			Synonyms: map[string]string{"ssl": "tls", "smtps": "tls"},
		},
		{
			Key: "mail.caFile", Kind: KindFile, Label: "Certificate authority",
			Help:    "PEM file with certificate authorities to trust for the mail server, beside the system's.",
			Example: "/etc/ssl/company-ca.pem",
		},
		{
			Key: "mail.username", Kind: KindText, Label: "User name",
			Help: "The name to log in to the mail server with. Empty: no log-in.", Example: "bwdc@example.com",
		},
		{
			Key: "mail.password", Kind: KindSecret, Label: "Password",
			Help: "The password that goes with mail.username.", Example: "--secretenv MAIL_PASSWORD",
		},
		{
			Key: "mail.from", Kind: KindText, Label: "From",
			Help:    "The address that mails come from. Empty: mail.username, where that is an address.",
			Example: "directory-connector@example.com",
			check:   checkMailAddresses(1),
		},
		{
			Key: "mail.to", Kind: KindText, Label: "To",
			Help:    "The addresses that mails go to, with semicolons between.",
			Example: "it@example.com; help@example.com",
			check:   checkMailAddresses(mostMailAddresses),
		},
	}
}

func webhookDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "webhook.url", Kind: KindSecret, Label: "Webhook",
			Help:    "The https address that notices are sent to (POST). It is a secret: whoever knows that of Slack or Teams can write there.",
			Example: "--secretenv WEBHOOK_URL",
			check:   checkHook,
		},
		{
			Key: "webhook.form", Kind: KindChoice, Label: "Form",
			Help:    "What is sent to the webhook: json (docs/notifications.md), or what Slack, Teams (a workflow) or ntfy (the address of a topic) take.",
			Example: "slack", Default: "json", Allowed: []string{"json", "slack", "teams", "ntfy"},
		},
		{
			Key: "webhook.secret", Kind: KindSecret, Label: "Signing secret",
			Help:    "Signs what is sent, as Standard Webhooks do, so that who gets it knows where it is from. For ntfy: the access token.",
			Example: "--secretenv WEBHOOK_SECRET",
		},
	}
}
