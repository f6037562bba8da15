package instance

// Dial reaches whoever listens.
var Dial = dial
