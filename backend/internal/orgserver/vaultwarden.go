package orgserver

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// vaultwarden is the order in which vaultwarden works.
func (w *importWork) vaultwarden() []stage {
	return []stage{{ApplyMembers, w.eachByEmail}, {ApplyOverwrite, w.deleteOthers}, {ApplyFirst, w.fillGroups}}
}

// eachByEmail goes through the members in the order of the request: one that
// is found gets the external id and is revoked or restored, a new one is
// invited. The first one that is refused ends the import, and what was done
// before stays done.
func (w *importWork) eachByEmail() (answer, bool) {
	byEmail := map[string]*member{}
	for _, m := range w.s.members {
		byEmail[strings.ToLower(m.Email)] = m
	}
	for _, r := range w.request.Members {
		m := byEmail[r.Email]
		switch {
		case r.Deleted && m == nil:
		case m == nil:
			if refused, ok := w.s.mayInvite(r.Email); !ok {
				return refused, false
			}
			byEmail[r.Email] = w.s.add(Member{Member: organization.Member{
				Email: r.Email, ExternalID: r.ExternalID, Role: organization.RoleUser, Status: organization.StatusInvited,
			}})
		case r.Deleted:
			m.ExternalID = r.ExternalID
			if !w.s.lastOwner(m) {
				m.revoke()
			}
		default:
			m.ExternalID = r.ExternalID
			if m.Status == organization.StatusRevoked && !m.AgainstPolicy {
				m.Status = m.before
			}
		}
	}
	return answer{}, true
}

// RefuseMail makes the mail server of a vaultwarden refuse an address with a
// text such as "550 no such user". An empty text takes that back.
func (s *Server) RefuseMail(address, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusedMail[strings.ToLower(address)] = text
}

// mayInvite refuses an address without naming it. A member is stored after its
// mail was sent.
func (s *Server) mayInvite(address string) (answer, bool) {
	if !deliverable(address) {
		return vaultProblem("The email address is not valid"), false
	}
	if said := s.refusedMail[address]; said != "" {
		return vaultProblem("SMTP error: permanent error (" + said + ")"), false
	}
	return answer{}, true
}

// label is one part of a domain.
var label = regexp.MustCompile(`^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$`)

// deliverable tells whether vaultwarden takes a text for an address.
func deliverable(address string) bool {
	local, domain, found := strings.Cut(address, "@")
	if !found || local == "" || len(local) > 64 || len(domain) > 253 ||
		strings.ContainsAny(address, " \t\r\n<>()[],;:\\\"") || strings.Contains(local, "..") ||
		strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") {
		return false
	}
	for part := range strings.SplitSeq(domain, ".") {
		if !label.MatchString(part) {
			return false
		}
	}
	return true
}

// vaultProblem is an error as vaultwarden words it.
func vaultProblem(message string) answer {
	return jsonAnswer(http.StatusBadRequest, map[string]any{
		"object": "error", "message": message, "error": "", "error_description": "",
		"validationErrors": map[string][]string{"": {message}},
		"errorModel":       map[string]string{"object": "error", "message": message},
	})
}

// deleteOthers is overwriteExisting: it goes by external id.
func (w *importWork) deleteOthers() (answer, bool) {
	if !w.request.OverwriteExisting {
		return answer{}, true
	}
	stay := map[string]bool{}
	for _, r := range w.request.Members {
		stay[r.ExternalID] = true
	}
	for _, m := range slices.Clone(w.s.members) {
		if m.ExternalID != "" && !stay[m.ExternalID] && !w.s.lastOwner(m) {
			w.s.remove(func(gone *member) bool { return gone == m })
		}
	}
	return answer{}, true
}

// fillGroups makes groups and replaces members, but renames nothing. Where
// groups are off it passes over them without a word.
func (w *importWork) fillGroups() (answer, bool) {
	if !w.s.opts.VaultwardenGroups {
		return answer{}, true
	}
	w.eachGroup(func(g *group, r organization.RequestGroup) { g.name = cmp.Or(g.name, r.Name) })
	return answer{}, true
}
