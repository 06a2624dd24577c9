package transcript

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A counted reader knows how far it was read.
type countedReader struct {
	io.Reader
	n *int
}

func (r countedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	*r.n += n
	return n, err
}

func (countedReader) Close() error { return nil }

// Law: a consultation is handed on once its rows are read, and not held until the table ends.
// The table is synthetic.
func TestCodedTurnsStream(t *testing.T) {
	var table strings.Builder
	table.WriteString("encounter,turn,speaker,code,coder\n")
	const n = 5000
	ends := make([]int, n) // of the rows of each
	for i := range n {
		fmt.Fprintf(&table, "visit %d,1,Doctor,ask,a\nvisit %d,2,Patient,tell,a\n", i, i)
		ends[i] = table.Len()
	}
	const buffer = 1 << 16
	require.Greater(t, table.Len(), 3*buffer)
	read, handed := 0, 0
	file := exchange.File{Name: "x.csv", Open: func() (io.ReadCloser, error) {
		read = 0
		return countedReader{strings.NewReader(table.String()), &read}, nil
	}}
	require.NoError(t, coded().Read(t.Context(), []exchange.File{file}, &exchange.Sink{Record: func(r encounter.Record) error {
		if r.RecordKind() == "encounter" {
			require.LessOrEqual(t, read, ends[handed]+buffer)
			handed++
		}
		return nil
	}}))
	assert.Equal(t, n, handed)
}

// Law: rows of a consultation that stand apart make the records that they make together, in
// the order in which the consultations come first. The tables are synthetic.
func TestCodedTurnsApart(t *testing.T) {
	const head = "encounter,turn,speaker,code,coder\n"
	var rows [][2]string // each turn's rows are together
	for v := range 5 {
		for turn := range 4 {
			rows = append(rows, [2]string{fmt.Sprint("v", v), fmt.Sprintf("v%d,%d,%s,c%d,a\nv%d,%d,,c%d,b\n", v, turn, []string{"Doctor", "Patient"}[turn%2], turn, v, turn, v)})
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		apart, together := head, head
		var order []string
		of := map[string]string{}
		for _, row := range rows {
			apart += row[1]
			if of[row[0]] == "" {
				order = append(order, row[0])
			}
			of[row[0]] += row[1]
		}
		for _, name := range order {
			together += of[name]
		}
		want, got := importAll(t, coded(), inMemory("x.csv", together)), importAll(t, coded(), inMemory("x.csv", apart))
		require.Equal(t, want.encounters, got.encounters)
		require.Equal(t, want.codings, got.codings)
		require.Equal(t, want.codebooks, got.codebooks)
		require.Equal(t, want.loss, got.loss)
		require.Len(t, got.codings, 40)
	}
}

// A consultation of more turns than an encounter holds is refused, all its rows are accounted
// for, and the others of the table are read.
func TestCodedTurnsBeyond(t *testing.T) {
	for name, columns := range map[string]struct{ head, row string }{
		"numbered": {"encounter,turn,speaker,code\n", "v,%d,Doctor,ask\n"},
		"in order": {"encounter,n,speaker,code\n", "v,%d,Doctor,ask\n"},
	} {
		t.Run(name, func(t *testing.T) {
			table := func(turns int) string {
				var b strings.Builder
				b.WriteString(columns.head + "v,0,Patient,tell\n")
				for i := range turns - 1 {
					fmt.Fprintf(&b, columns.row, i+1)
				}
				return b.String() + "w,1,Patient,\n"
			}
			got := importAll(t, coded(), inMemory("x.csv", table(maxTurns+2)))
			require.Len(t, got.encounters, 1)
			assert.Equal(t, "more than 100000 utterances", ofRule(got.findings, ruleTooLong)[0].Detail)
			assert.Equal(t, exchange.Count{Read: maxTurns + 3, Kept: 1, Dropped: map[string]int64{lossRefused: maxTurns + 2}}, got.loss.Of("row"))
			assert.Equal(t, exchange.Count{Read: maxTurns + 2, Kept: 1, Dropped: map[string]int64{lossRefused: maxTurns + 1}}, got.loss.Of("turn"))
			assert.True(t, got.loss.Balanced())
		})
	}
}

// A file that changes between the looks at it is an error, and no crash.
func TestCodedTurnsOfAChangingFile(t *testing.T) {
	const head = "encounter,turn,speaker,code,coder\n"
	one := head + "v,1,Doctor,a,x\nv,2,Patient,b,x\nw,1,Patient,a,x\n"
	for _, other := range []string{"", head, head + "w,1,Patient,a,x\nv,1,Doctor,a,x\n", one + "v,3,Patient,b,x\nz,1,Patient,a,x\n", one[:len(one)/2], head + "v,1\n", "\xff"} {
		opened := 0
		file := exchange.File{Name: "x.csv", Open: func() (io.ReadCloser, error) {
			if opened++; opened <= 2 { // to find the columns, and to look through
				return io.NopCloser(strings.NewReader(one)), nil
			}
			return io.NopCloser(strings.NewReader(other)), nil
		}}
		err := coded().Read(t.Context(), []exchange.File{file}, &exchange.Sink{Finding: func(schema.Finding) {}, Record: func(encounter.Record) error { return nil }})
		assert.EqualError(t, err, "x.csv: the file was changed while it was read", other)
		assert.Equal(t, 3, opened)
	}
}

// Codes of a turn are found again, be they few or many.
func TestTurnGave(t *testing.T) {
	var turn codedTurn
	for i := range int32(3 * fewRatings) {
		g := given{i, i % 7, 1}
		assert.False(t, turn.gave(g))
		assert.Equal(t, i >= 7, turn.gave(anyOf(g)))
		turn.give(g)
		assert.True(t, turn.gave(g))
		assert.False(t, turn.gave(given{i, i % 7, 2}))
		assert.Equal(t, i >= fewRatings, turn.has != nil)
	}
}
