// Command versus compares the ways to judge a data set of encounters by the same
// JSON Schema: this library, jsonschema/v5 on encoding/json, ajv, and, as measures of
// the machine, jq, sha256sum and wc. The script versus.sh does all of it.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "versus:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("say what to do: generate, schema, judge, road, reference, race or growth")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	dir := flags.String("dir", "", "the folder of the documents")
	documents := flags.Int("documents", 100_000, "how many documents there are")
	invalid := flags.Int("invalid", 100, "one document in so many is invalid; 0 is none")
	seed := flags.Uint64("seed", 1, "where the random documents begin")
	estimates := flags.Bool("estimates", false, "compute the estimates in the end")
	workers := flags.Int("workers", 1, "how many processors the road takes")
	rounds := flags.Int("rounds", 5, "how many times each tool runs")
	ajv := flags.String("ajv", "", "the folder where ajv is installed")
	out := flags.String("out", "", "write a verdict a line to this file")
	across := flags.String("across", "none", "what growth checks across records: all or none")
	layout := flags.String("layout", "compact", "how documents are written")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	switch args[0] {
	case "generate":
		return generate(*dir, *documents, *invalid, *seed)
	case "stream":
		w := bufio.NewWriterSize(os.Stdout, 1<<20)
		if err := write(map[string]*bufio.Writer{*layout: w}, *documents, *invalid, *seed); err != nil {
			return err
		}
		return w.Flush()
	case "schema":
		return writeSchema(os.Stdout)
	case "judge":
		return judge(flags.Arg(0), *out)
	case "road":
		return road(context.Background(), flags.Arg(0), *workers, *estimates)
	case "reference":
		return reference(flags.Arg(0), *out)
	case "race":
		return race(*dir, *ajv, *rounds)
	case "growth":
		return growth(*documents, *across)
	}
	return fmt.Errorf("%s is nothing that can be done", args[0])
}
