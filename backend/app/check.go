package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// A CheckStep is one line of a connection test.
type CheckStep struct {
	// Part is "directory" or "organization".
	Part string `json:"part"`
	directory.Step
}

// Check tests the connection to the directory and to the server, step by step.
// Every step goes to report. The error is the first failure; after a failed
// part the other one is still tried.
func (a *App) Check(ctx context.Context, report func(CheckStep)) error {
	return a.Try(Draft{}).Check(ctx, report)
}

// Check is App.Check, with what would be saved.
func (t *Trial) Check(ctx context.Context, report func(CheckStep)) error {
	defer t.app.redact.Hold()()
	settings, err := t.Settings(ctx)
	if err != nil {
		return err
	}
	if problems := settings.Validate(); len(problems) > 0 {
		return problems
	}
	return errors.Join(t.checkDirectory(ctx, settings, report), t.checkOrganization(ctx, settings, report))
}

func (t *Trial) checkDirectory(ctx context.Context, settings *config.Settings, report func(CheckStep)) error {
	source, err := t.source(ctx, settings, nil)
	if err != nil {
		report(CheckStep{"directory", directory.Step{Name: "settings", Status: directory.StepFailed, Detail: err.Error(), Hint: directory.HintOf(err)}})
		return err
	}
	checker, ok := source.(directory.Checker)
	if !ok {
		return nil
	}
	return checker.Check(ctx, func(s directory.Step) {
		s.Detail = plainWords(s.Detail)
		report(CheckStep{"directory", s})
	})
}

// checkOrganization logs in and looks at the server. Not being logged in yet
// is a warning: the directory can be set up first.
func (t *Trial) checkOrganization(ctx context.Context, settings *config.Settings, report func(CheckStep)) error {
	step := func(name string, status directory.StepStatus, detail, hint string) {
		report(CheckStep{"organization", directory.Step{Name: name, Status: status, Detail: plainWords(detail), Hint: hint}})
	}
	client, account, err := t.organization(ctx, settings, interactiveRetry())
	if errors.Is(err, ErrNotLoggedIn) {
		step("log in", directory.StepWarning, err.Error(), cmp.Or(directory.HintOf(err), "Log in with the organization's API key."))
		return nil
	}
	if err == nil {
		defer client.Close()
		if endpoints, wrong := bitwarden.EndpointsOf(settings.Server); wrong == nil && unencrypted(endpoints) != "" {
			step("encryption", directory.StepWarning, unencrypted(endpoints), "Set server.url to an address that starts with https://.")
		}
		_, err = client.Login(ctx)
	}
	if err != nil {
		step("log in", directory.StepFailed, err.Error(), directory.HintOf(err))
		return err
	}
	step("log in", directory.StepOK, fmt.Sprintf("organization %s at %s", account.OrganizationID, account.Server), "")
	server, err := client.Server(ctx)
	if err != nil {
		step("server", directory.StepFailed, err.Error(), directory.HintOf(err))
		return err
	}
	if server.Vaultwarden {
		step("server", directory.StepWarning, "vaultwarden: it has no member list, so nobody can check what it did with an import, nor who is an owner; it revokes the access of leavers by itself", "")
		if settings.Sync.Groups {
			step("groups", directory.StepWarning, "vaultwarden: groups can't be seen, and it says nothing where they are switched off",
				"Set ORG_GROUPS_ENABLED=true for vaultwarden, or sync.groups to false here. After groups were switched on, 'bwdc sync --full' sends them again.")
		}
		return nil
	}
	return checkLists(ctx, client, settings, step)
}

// checkLists looks at what a sync looks at, and says what the server can't tell.
func checkLists(ctx context.Context, client *bitwarden.Client, settings *config.Settings, step func(name string, status directory.StepStatus, detail, hint string)) error {
	members, err := client.Members(ctx)
	revokes := settings.Sync.Users && settings.Sync.Leavers == config.LeaversRevoke
	if errors.Is(err, organization.ErrNoMemberList) && revokes {
		err = directory.WithHint(fmt.Errorf("sync.leavers is revoke, but %w: nobody's access could be revoked", organization.ErrNoMemberList), "Set sync.leavers to remove.")
		step("members", directory.StepFailed, err.Error(), directory.HintOf(err))
		return err
	}
	if err != nil {
		step("members", directory.StepWarning, err.Error(), directory.HintOf(err))
		return nil // as in a sync
	}
	linked := 0
	for _, m := range members {
		if m.ExternalID != "" {
			linked++
		}
	}
	step("members", directory.StepOK, fmt.Sprintf("%s, %d of them from a directory", directory.Count(len(members), "member", "members"), linked), "")
	checkSeats(ctx, client, members, step)
	if revokes {
		if err := checkRevocation(ctx, client, step); err != nil {
			return err
		}
	}
	if !settings.Sync.Groups {
		return nil
	}
	_, err = client.Groups(ctx)
	switch {
	case errors.Is(err, organization.ErrNoGroupList) && settings.Groups.Missing == config.MissingDelete:
		step("groups", directory.StepWarning, "this server can't list its groups, so groups.missing delete deletes none", "Set groups.missing to keep or empty.")
	case err != nil:
		step("groups", directory.StepWarning, err.Error(), directory.HintOf(err))
	}
	return nil
}

// checkRevocation says whether leavers can be revoked, without revoking anybody.
func checkRevocation(ctx context.Context, client *bitwarden.Client, step func(name string, status directory.StepStatus, detail, hint string)) error {
	switch can, err := client.CanRevoke(ctx); {
	case err != nil:
		step("leavers", directory.StepWarning, err.Error(), directory.HintOf(err))
	case !can:
		err = syncer.NoRevocation()
		step("leavers", directory.StepFailed, err.Error(), directory.HintOf(err))
		return err
	default:
		step("leavers", directory.StepOK, "the server can revoke the access of members and restore it", "")
	}
	return nil
}

// checkSeats says how many seats there are, where the server tells.
func checkSeats(ctx context.Context, client *bitwarden.Client, members []organization.Member, step func(name string, status directory.StepStatus, detail, hint string)) {
	seats, err := client.Seats(ctx)
	switch used := organization.Occupied(members); {
	case err != nil:
		step("seats", directory.StepWarning, err.Error(), directory.HintOf(err))
	case seats.Known && used > seats.Bought:
		step("seats", directory.StepWarning, fmt.Sprintf("at least %d used, but only %d bought", used, seats.Bought), "")
	case seats.Known:
		step("seats", directory.StepOK, fmt.Sprintf("at least %d used of %d", used, seats.Bought), "")
	}
}
