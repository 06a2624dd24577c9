package gseq

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNames(t *testing.T) {
	var n names
	for _, test := range []struct{ of, want string }{
		{"tell", "tell"},
		{"open-invitation", "open_invitation"},
		{"T3.validation", "T3_validation"},
		{"t3_VALIDATION", "t3_VALIDATION_2"}, // no two differ in case alone
		{"abcdefghijklmnop", "abcdefghijklmnop"},
		{"abcdefghijklmnopq", "abcdefghijklmn_2"}, // 16 characters with its number
		{"abcdefghijklmnopr", "abcdefghijklmn_3"},
		{"9 lives", "c_9_lives"},
		{"øre", "c__re"},
		{"", "c"},
		{strings.Repeat("é", 40), "c_______________"}, // c_ and the first é, then 13 more
	} {
		got := n.give(test.of, 0)
		assert.Equal(t, test.want, got, test.of)
		assert.True(t, IsName(got), test.of)
	}
	for _, bad := range []string{"", "1a", "_a", "a-b", "a b", "a.b", "a%", "é", "abcdefghijklmnopq", "a[", "a`", "a@", "a{"} {
		assert.False(t, IsName(bad), bad)
	}
	for _, good := range []string{"a", "Z", "z9_", "abcdefghijklmnop"} {
		assert.True(t, IsName(good), good)
	}
}
