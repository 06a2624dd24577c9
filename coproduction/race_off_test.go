//go:build !race

package coproduction_test

// raced says that the race detector is at work, which takes pooled memory away now and then.
const raced = false
