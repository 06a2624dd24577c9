package delimited

import (
	"context"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Visit opens a file, hands its first row on, and closes it again. Where the table
// cannot be read, or not any further, broken is which of the errors of this package says
// so. Any other error is one of ctx, of opening or reading the file, or of do. The table
// is nil where the file was not opened, and else tells places.
func Visit(ctx context.Context, f exchange.File, do func(*Table, []Field) error) (t *Table, broken, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	in, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	t, header, err := Open(in)
	if err == nil {
		err = do(t, header)
	}
	switch {
	case Broken(err):
		return t, err, nil
	case err != nil && err != ctx.Err():
		err = fmt.Errorf("%s: %w", f.Name, err)
	}
	return t, nil, err
}
