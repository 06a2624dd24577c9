package main

import (
	"context"
	"errors"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

var profile = command{
	name:  "profile",
	args:  "[flags] STUDY.ndjson...",
	brief: "Compute the profile of a data set: the four themes, with numbers about few people marked",
	example: "coprod profile examples/clinic/clinic.ndjson\n" +
		"coprod profile -by professional -k 10 study.ndjson",
	run: runProfile,
}

func runProfile(ctx context.Context, c *call) (int, error) {
	k := c.flags.Int64("k", coproduction.DefaultSmallCell, "mark numbers about fewer than `K` people; 1 marks none")
	return runThemes(ctx, c, whole{profileOnly: true}, func() (int64, func([]estimate.Row), error) {
		if *k < 1 {
			return 0, nil, errors.New("-k must be 1 or more")
		}
		return *k, func(rows []estimate.Row) { coproduction.FlagSmallCells(rows, *k) }, nil
	})
}
