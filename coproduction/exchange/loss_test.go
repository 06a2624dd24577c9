package exchange

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func account() *Loss {
	var l Loss
	l.Read("interval", 10)
	l.Keep("interval", 6)
	l.Change("interval", "times rounded to ms", 1)
	l.Drop("interval", "no text", 2)
	l.Drop("interval", "end before start", 1)
	l.Read("tier", 1)
	l.Keep("tier", 1)
	return &l
}

func TestLossBalances(t *testing.T) {
	var empty Loss
	assert.True(t, empty.Balanced(), "nothing read, nothing lost")

	l := account()
	assert.True(t, l.Balanced(), "10 = 6 + 1 + 3 and 1 = 1")

	for name, upset := range map[string]func(*Loss){
		"read":    func(l *Loss) { l.Read("tier", 1) },
		"kept":    func(l *Loss) { l.Keep("tier", 1) },
		"changed": func(l *Loss) { l.Change("tier", "renamed", 1) },
		"dropped": func(l *Loss) { l.Drop("tier", "empty", 1) },
		"elsewhere": func(l *Loss) { // the totals over all types balance, the types do not
			l.Read("tier", 1)
			l.Keep("interval", 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := account()
			upset(l)
			assert.False(t, l.Balanced())
			assert.Contains(t, l.String(), "does not balance")
		})
	}
}

func TestLossMerge(t *testing.T) {
	other := func() *Loss {
		var l Loss
		l.Read("tier", 2)
		l.Drop("tier", "no role given", 2)
		l.Read("interval", 1)
		l.Drop("interval", "no text", 1)
		return &l
	}
	a, b := account(), other()
	ab, ba := account(), other()
	ab.Merge(b)
	ba.Merge(a)
	assert.Equal(t, ab, ba, "the order of merging does not matter")
	assert.True(t, ab.Balanced())
	assert.Equal(t, Count{Read: 11, Kept: 6,
		Changed: map[string]int64{"times rounded to ms": 1},
		Dropped: map[string]int64{"no text": 3, "end before start": 1}}, ab.Of("interval"))
	assert.Equal(t, account(), a, "the merged account is not modified")

	ab.Drop("tier", "no role given", 1)
	assert.Equal(t, int64(2), b.Of("tier").Dropped["no role given"], "no map is shared")

	a.Merge(a)
	doubled := Count{Read: 20, Kept: 12,
		Changed: map[string]int64{"times rounded to ms": 2},
		Dropped: map[string]int64{"no text": 4, "end before start": 2}}
	assert.Equal(t, doubled, a.Of("interval"), "an account merged with itself doubles")
	a.Merge(new(Loss))
	assert.Equal(t, doubled, a.Of("interval"), "an empty account adds nothing")
}

func TestLossWritten(t *testing.T) {
	const text = "interval: 10 read, 6 kept, 1 changed (times rounded to ms: 1), 3 dropped (end before start: 1, no text: 2)\n" +
		"tier: 1 read, 1 kept, 0 changed, 0 dropped\n"
	const doc = `{"interval":{"read":10,"kept":6,"changed":{"times rounded to ms":1},"dropped":{"end before start":1,"no text":2}},` +
		`"tier":{"read":1,"kept":1}}`
	for range 20 { // maps are walked in another order each time
		l := account()
		assert.Equal(t, text, l.String())
		b, err := json.Marshal(l)
		require.NoError(t, err)
		assert.Equal(t, doc, string(b))

		var back Loss
		back.Read("file", 1) // is replaced
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, l, &back)
	}
	b, err := json.Marshal(Loss{})
	require.NoError(t, err)
	assert.Equal(t, `{}`, string(b))
	assert.Error(t, new(Loss).UnmarshalJSON([]byte(`{"tier":7}`)))
}

func TestLossOfIsACopy(t *testing.T) {
	l := account()
	l.Of("interval").Dropped["no text"] = 99
	assert.Equal(t, account(), l)
	assert.Zero(t, l.Of("file"))
	assert.Equal(t, []string{"interval", "tier"}, l.Elements(), "asking about a type does not add it")
}

func ExampleLoss() {
	var loss Loss
	loss.Read("interval", 97)
	loss.Keep("interval", 53)
	loss.Drop("interval", "no text", 44)
	fmt.Print(loss.String())
	fmt.Println("balanced:", loss.Balanced())
	// Output:
	// interval: 97 read, 53 kept, 0 changed, 44 dropped (no text: 44)
	// balanced: true
}

// None of an element is no news.
func TestLossOfNone(t *testing.T) {
	var l Loss
	l.Read("tier", 0)
	l.Keep("tier", 0)
	l.Change("tier", "renamed", 0)
	l.Drop("tier", "empty", 0)
	assert.Equal(t, Loss{}, l)
	assert.Empty(t, l.String())
}
