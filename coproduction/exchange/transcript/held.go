package transcript

import (
	"iter"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A heldCoding is a coding before the codebook is known: all codings come behind it. The
// codes and the coder are places in the codebook and in the team.
type heldCoding struct {
	id    encounter.ID
	of    int32 // place of the encounter
	turn  int32
	from  int32 // of its codes in the page
	codes int16 // how many
	coder int16
	round int16
}

// heldCodings are the codings of all files, in pages, as one list would be copied again and
// again while it grows. A coding takes some forty bytes, and two for each code.
type heldCodings struct {
	pages []*codingPage
	of    []encounter.ID // encounters with codings
	n     int
}

// codingsOfPage is how many codings stand in a page.
const codingsOfPage = 4096

type codingPage struct {
	codings []heldCoding
	codes   []int16
}

// add takes in a coding of the encounter with its codes.
func (h *heldCodings) add(of encounter.ID, c heldCoding, codes []int16) {
	if n := len(h.of); n == 0 || h.of[n-1] != of {
		h.of = append(h.of, of)
	}
	var page *codingPage
	if n := len(h.pages); n > 0 {
		page = h.pages[n-1]
	}
	if page == nil || len(page.codings) == codingsOfPage {
		page = &codingPage{codings: make([]heldCoding, 0, codingsOfPage/16)}
		h.pages = append(h.pages, page)
	}
	c.of, c.from, c.codes = int32(len(h.of)-1), int32(len(page.codes)), int16(len(codes))
	page.codings, page.codes = append(page.codings, c), append(page.codes, codes...)
	h.n++
}

// all yields the codings in their order, with their codes.
func (h *heldCodings) all() iter.Seq2[*heldCoding, []int16] {
	return func(yield func(*heldCoding, []int16) bool) {
		for _, page := range h.pages {
			for i := range page.codings {
				c := &page.codings[i]
				if !yield(c, page.codes[c.from:][:c.codes]) {
					return
				}
			}
		}
	}
}

// retain takes out the codings of which keep says so.
func (h *heldCodings) retain(keep func(*heldCoding) bool) {
	for _, page := range h.pages {
		kept := page.codings[:0]
		for _, c := range page.codings {
			if keep(&c) {
				kept = append(kept, c)
			}
		}
		h.n -= len(page.codings) - len(kept)
		page.codings = kept
	}
}
