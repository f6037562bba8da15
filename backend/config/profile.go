package config

// DefaultProfile is the profile that is used where none is named.
const DefaultProfile = "default"
