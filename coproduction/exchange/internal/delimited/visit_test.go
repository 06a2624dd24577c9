package delimited

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// What is wrong with a table is told from what is wrong with its file, which is named, and
// from an end that was asked for, which is not.
func TestVisit(t *testing.T) {
	gone := errors.New("the disk is gone")
	file := func(r io.Reader) exchange.File {
		return exchange.File{Name: "t.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(r), nil }}
	}
	rest := func(table *Table, _ []Field) error {
		_, err := table.Next()
		return err
	}
	ctx, cancel := context.WithCancel(t.Context())
	table, broken, err := Visit(ctx, file(strings.NewReader("a,b\n1,\"2\n")), rest)
	assert.Equal(t, ErrQuote, broken)
	require.NoError(t, err)
	assert.Equal(t, 2, table.Fault().Line)

	_, broken, err = Visit(ctx, file(iotest.ErrReader(gone)), rest)
	assert.NoError(t, broken)
	assert.ErrorIs(t, err, gone)
	assert.EqualError(t, err, "t.csv: the disk is gone")

	_, broken, err = Visit(ctx, file(strings.NewReader("a,b\n1,2\n")), func(*Table, []Field) error {
		cancel()
		return ctx.Err()
	})
	assert.NoError(t, broken)
	assert.Equal(t, context.Canceled, err)

	table, _, err = Visit(ctx, exchange.File{Open: func() (io.ReadCloser, error) { panic("not to be opened") }}, rest)
	assert.Nil(t, table)
	assert.Equal(t, context.Canceled, err)
	table, _, err = Visit(t.Context(), exchange.File{Open: func() (io.ReadCloser, error) { return nil, gone }}, rest)
	assert.Nil(t, table)
	assert.Equal(t, gone, err)
}
