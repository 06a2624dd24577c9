package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// One of a thing is not said as many of it are.
func TestAmount(t *testing.T) {
	const what = "{line has|lines have} no label; {it is|they are} left out"
	for n, want := range map[int]string{
		0: "0 lines have no label; they are left out",
		1: "1 line has no label; it is left out",
		2: "2 lines have no label; they are left out",
	} {
		assert.Equal(t, want, amount(n, what))
	}
	assert.Equal(t, "1 of another", amount(1, "of another"))
}
