# To be sourced: what build/identity.env says, unless the environment does.
# Values in the file are single words or stand in single quotes.
while IFS='=' read -r identity_name identity_value; do
	[[ $identity_name =~ ^[A-Z_]+$ ]] || continue
	identity_value=${identity_value#\'} identity_value=${identity_value%\'}
	declare -gx "$identity_name=${!identity_name:-$identity_value}"
done <"$(dirname "${BASH_SOURCE[0]}")/../build/identity.env"
