package demo

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/internal/orgserver"
)

// A namesake is somebody in a directory whose ids are names.
type namesake struct{ uid, email, uuid, group string }

func (n namesake) dn() string { return "uid=" + n.uid + ",dc=example,dc=com" }

// ldif is an export of an LDAP server: its entries are named by DN, and known
// by entryUUID.
func ldif(people []namesake) string {
	var b strings.Builder
	for _, p := range people {
		fmt.Fprintf(&b, "dn: %s\nobjectClass: inetOrgPerson\nuid: %s\nmail: %s\nentryUUID: %s\n\n", p.dn(), p.uid, p.email, p.uuid)
		fmt.Fprintf(&b, "dn: cn=%s,dc=example,dc=com\nobjectClass: groupOfNames\ncn: %s\nmember: %s\n\n", p.group, p.group, p.dn())
	}
	return b.String()
}

// swappedNames shows that nobody gets the account of somebody else, whatever
// entries are called: in a profile and an organization of its own.
func (d *demonstration) swappedNames(ctx context.Context) (err error) {
	d.title("Swapped names", "Another profile reads an export of an LDAP server, where names are the ids. Over night uid=kim and uid=robin swap theirs.")
	server := orgserver.New(orgserver.Options{SelfHosted: true, OrganizationID: "5f0c2a41-93b7-4c58-8a1e-7d2f60b9e314"})
	url, stop := server.Start()
	defer stop()
	people := []namesake{
		{"kim", "kim.lee@example.com", "6a1d3f5e-0001-4000-8000-000000000001", "Board"},
		{"robin", "robin.roy@example.com", "6a1d3f5e-0002-4000-8000-000000000002", "Interns"},
	}
	path := filepath.Join(d.dir, "names.ldif")
	if err := atomicfile.Write(path, []byte(ldif(people)), 0o600); err != nil {
		return err
	}
	second, err := d.openSecond(ctx, server, [][2]string{{"directory", "file"}, {"file.path", path}, {"server.url", url}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.app.Close()) }()

	if _, err := second.run(ctx, "bwdc --profile names sync --yes"); err != nil {
		return err
	}
	people[0].uid, people[1].uid = people[1].uid, people[0].uid
	if err := atomicfile.Write(path, []byte(ldif(people)), 0o600); err != nil {
		return err
	}
	if _, err := second.run(ctx, "bwdc --profile names sync"); err != nil {
		return err
	}
	for _, p := range people {
		d.line("%-22s is %s in the directory now, and in the group %s still", p.email, p.dn(), groupsOf(server, p.email))
	}
	return nil
}

// openSecond makes the second profile, logged in.
func (d *demonstration) openSecond(ctx context.Context, server *orgserver.Server, values [][2]string) (*demonstration, error) {
	if err := (app.Profiles{DataDir: d.dir}).Create("names"); err != nil {
		return nil, err
	}
	opts := d.opts
	opts.Profile = "names"
	a, err := app.Open(opts)
	if err != nil {
		return nil, err
	}
	err = set(ctx, a, values)
	if err == nil {
		_, err = logIn(ctx, a, server)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return &demonstration{printer: d.printer, app: a}, nil
}

// groupsOf names the groups of a member of the organization.
func groupsOf(server *orgserver.Server, email string) string {
	var names []string
	for _, g := range server.Groups() {
		if slices.Contains(g.MemberEmails, email) {
			names = append(names, g.Name)
		}
	}
	return strings.Join(names, ", ")
}
