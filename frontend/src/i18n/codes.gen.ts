// Made by tools/sentences of the Go sources; not to be edited.

export type Action =
  | 'adopt'
  | 'create'
  | 'delete'
  | 'empty'
  | 'invite'
  | 'rekey'
  | 'remove'
  | 'restore'
  | 'revoke'
  | 'stage'
  | 'update';

export type ChangeCode =
  | 'again'
  | 'back'
  | 'changed'
  | 'deleted'
  | 'disabled'
  | 'email-changed'
  | 'has-email'
  | 'healed'
  | 'left'
  | 'left-out'
  | 'missing'
  | 'new'
  | 'offboarded'
  | 'overwritten'
  | 'removed-by-hand'
  | 'replaces'
  | 'revoked-long-ago'
  | 'text';

export type DriftKind =
  | 'group-gone'
  | 'group-members'
  | 'group-renamed'
  | 'member-gone'
  | 'member-lost-id'
  | 'member-offboarded'
  | 'member-revoked'
  | 'orphan-group'
  | 'unknown-groups'
  | 'unknown-members';

export type ExclusionCode =
  | 'filter-part'
  | 'no-external-id'
  | 'other-class'
  | 'outside-base'
  | 'query';

export type ExplanationCode =
  | 'already-gone'
  | 'disabled-twin'
  | 'email-refused'
  | 'email-shared'
  | 'email-taken'
  | 'filtered-out'
  | 'group-held'
  | 'group-not-synced'
  | 'group-unseen'
  | 'id-refused'
  | 'id-taken'
  | 'in-chosen-group'
  | 'in-no-chosen-group'
  | 'is-group'
  | 'is-member'
  | 'kept-there'
  | 'known-by-external-id'
  | 'known-by-listed-email'
  | 'known-by-stable-id'
  | 'listed-as'
  | 'made-by-hand'
  | 'missing-deleted'
  | 'missing-emptied'
  | 'missing-kept'
  | 'name-refused'
  | 'never-sent'
  | 'new-here'
  | 'new-under-stable-id'
  | 'no-address'
  | 'no-email'
  | 'no-id'
  | 'not-a-member'
  | 'not-in-directory'
  | 'not-invited'
  | 'not-ours'
  | 'not-synced'
  | 'other-profile'
  | 'outside-search'
  | 'owner'
  | 'remove-missing-off'
  | 'removed-by-hand'
  | 'revoked'
  | 'revoked-before'
  | 'same-entry'
  | 'shared'
  | 'will-be-adopted'
  | 'will-be-group'
  | 'will-be-member';

export type Fate =
  | 'absent'
  | 'held'
  | 'leaves'
  | 'left-out'
  | 'member'
  | 'offboarded'
  | 'removed-by-hand'
  | 'stays';

export type FollowCode =
  | 'by-import'
  | 'directory-disabled'
  | 'directory-has'
  | 'directory-lacks'
  | 'directory-unknown'
  | 'not-from-here'
  | 'other-profile'
  | 'removed-later'
  | 'stays-member'
  | 'vaultwarden-revokes';

export type Guard =
  | 'additions'
  | 'first-sync'
  | 'group-removals'
  | 'members-gone'
  | 'members-unknown'
  | 'memberships'
  | 'nobody-left'
  | 'removals'
  | 'seats';

export type Outcome =
  | 'held'
  | 'leaves'
  | 'left-out'
  | 'passed'
  | 'stays'
  | 'stops';

export type Result =
  | 'cancelled'
  | 'done'
  | 'failed'
  | 'interrupted'
  | 'stopped';

export type StepName =
  | 'disabled'
  | 'duplicates'
  | 'filter'
  | 'groups'
  | 'organization'
  | 'read'
  | 'recognize'
  | 'removal'
  | 'validate';

export type Task =
  | 'adopt'
  | 'offboard'
  | 'rekey';

export type Trigger =
  | 'automatic'
  | 'manual';

export type WarningCode =
  | 'accepted-but-not-shown'
  | 'attribute-invalid'
  | 'cache-of-another-configuration'
  | 'deleted-unreadable'
  | 'disabled-not-invited'
  | 'duplicate'
  | 'email-conflict'
  | 'email-kept'
  | 'filter-name-unmatched'
  | 'full-read'
  | 'group-left-out'
  | 'group-missing'
  | 'group-name-kept'
  | 'group-waits'
  | 'guests-left-out'
  | 'insecure'
  | 'late-request'
  | 'made-by-hand'
  | 'member-list-unavailable'
  | 'member-unknown'
  | 'member-unreadable'
  | 'missing-kept'
  | 'no-external-id'
  | 'no-name'
  | 'no-revocation'
  | 'nobody-logged-in'
  | 'not-again'
  | 'not-in-directory'
  | 'not-located'
  | 'other-profile'
  | 'owner-kept'
  | 'quiet-window'
  | 'referral-skipped'
  | 'removal-refused'
  | 'removal-without-email'
  | 'removal-without-id'
  | 'removed-by-import'
  | 'seats-bought'
  | 'server'
  | 'unanswered'
  | 'user-held'
  | 'user-left-out'
  | 'vaultwarden';
