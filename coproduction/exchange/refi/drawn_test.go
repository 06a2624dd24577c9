package refi

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the selections of a drawn set are called.
type calling string

const (
	unnamed  calling = "nothing"
	quoting  calling = "their text"
	labelled calling = "a label" // the beginning of a word of the text, or all of it
)

// drawn is a text, and n selections of it by a program that counts as d does. A word is one
// to eight letters of one, two or four bytes, and a line eight words with LF or CR LF. A
// selection is one to eight words; one end in five is off by one or two characters, and one
// selection in five takes what stands behind it.
func drawn(g *rand.Rand, d Dialect, n int, called calling) *passage {
	letters := []rune("abcdefghijklmnopæøåéك𝔰𝔬")
	var words [][2]int
	var text []rune
	for i := range 100 {
		begin := len(text)
		for range 1 + g.IntN(8) {
			text = append(text, letters[g.IntN(len(letters))])
		}
		words = append(words, [2]int{begin, len(text)})
		if i%8 < 7 {
			text = append(text, ' ')
		} else {
			text = append(text, []rune([]string{"\n", "\r\n"}[g.IntN(2)])...)
		}
	}
	p := newPassage(string(text), false, false)
	at := d.positions(p)
	off := func(i int) int {
		if g.IntN(5) == 0 {
			i += []int{-2, -1, 1, 2}[g.IntN(4)]
		}
		return i
	}
	for range n {
		first := g.IntN(len(words) - 8)
		from, to := off(words[first][0]), words[first+g.IntN(8)][1]
		if g.IntN(5) == 0 {
			to++
		}
		from = max(0, from)
		to = max(from+1, off(to))
		m := marked{start: at[from], end: at[to]}
		if d.Included {
			m.end = at[to-1]
		}
		name := ""
		switch called {
		case quoting:
			name = string(text[from:to])
		case labelled:
			word := words[g.IntN(len(words))]
			name = string(text[word[0] : word[0]+1+g.IntN(word[1]-word[0])])
		}
		m.quotes = quotesOf(&Selection{Name: name})
		p.marked = append(p.marked, m)
	}
	return p
}

func one(p *passage) iter.Seq[*passage] { return slices.Values([]*passage{p}) }

var sizes = []int{1, 2, 3, 5, 9, 20, 60}

// What is written as the standard says is read so: of what chance gives other ways to count,
// nothing reaches the weight that is enough, and hardly anything the edges that are clear.
func TestChance(t *testing.T) {
	standard := Dialects()[0]
	for called, want := range map[calling]struct{ weight, clear int }{unnamed: {0, 1}, labelled: {7, 0}} {
		g := rand.New(rand.NewPCG(1, 2))
		weight, clear := 0, 0
		for _, n := range sizes {
			for range 150 {
				order, _ := classes(one(drawn(g, standard, n, called)))
				edges := 0
				for _, c := range order[1:] {
					weight = max(weight, c.weight-order[0].weight)
					if c.weight >= order[0].weight {
						edges = max(edges, c.edges-order[0].edges)
					}
				}
				if edges >= clearly {
					clear++
				}
			}
		}
		assert.Equal(t, want.weight, weight, "the most, called %s", called)
		assert.Less(t, weight, enough)
		assert.Equal(t, want.clear, clear, "sets in 1,050, called %s", called)
	}
}

// What is written otherwise is read so where there is enough of it: of 50 sets each so many
// at the least.
func TestPower(t *testing.T) {
	for _, test := range []struct {
		d        Dialect
		called   calling
		n, least int
	}{
		{Dialect{Unit: UTF16}, unnamed, 3, 25}, {Dialect{Unit: UTF16}, unnamed, 20, 49}, {Dialect{Unit: UTF16}, quoting, 3, 45},
		{Dialect{Unit: Byte}, unnamed, 3, 25}, {Dialect{Unit: Byte}, unnamed, 20, 49}, {Dialect{Unit: Byte}, quoting, 3, 45},
		{Dialect{Unit: CodePoint, Included: true}, unnamed, 20, 40}, {Dialect{Unit: CodePoint, Included: true}, quoting, 9, 45},
		{Dialect{Unit: CodePoint}, quoting, 3, 50},
	} {
		g, found := rand.New(rand.NewPCG(3, 4)), 0
		for range 50 {
			if judge(one(drawn(g, test.d, test.n, test.called))).best == test.d {
				found++
			}
		}
		assert.GreaterOrEqual(t, found, test.least, "%s, %d called %s", test.d, test.n, test.called)
	}
}
