package coproduction

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
)

// batchBytes is the length of the records that go to a worker at a time: enough to
// make handing them over cheap, and little enough to wait for.
const batchBytes = 32 << 10

// batchesAhead is how many batches for each worker may be under way.
const batchesAhead = 4

// A batch is some records, one behind the other, that a worker judges together.
type batch struct {
	bytes  []byte // of all the records
	pieces []piece
	lines  []*Line
	judge  *judge        // with the memory of the records, where that is used again
	failed any           // what the worker panicked with
	judged chan struct{} // receives when the lines are there
}

// take adds a record; its bytes are copied.
func (b *batch) take(p piece) {
	b.bytes = append(b.bytes, p.raw...)
	b.pieces = append(b.pieces, p)
}

// pass makes lines of the records.
func (b *batch) pass() {
	ended := false
	defer func() {
		if p := recover(); p != nil {
			b.failed = fmt.Sprintf("%v\n\n%s", p, debug.Stack())
		} else if !ended {
			b.failed = "coproduction: a rule has ended the goroutine that asked it"
		}
		b.judged <- struct{}{}
	}()
	b.judge.decoder.Reset()
	rest := b.bytes
	for i, p := range b.pieces {
		n := len(p.raw)
		p.raw, rest = rest[:n:n], rest[n:]
		if i == len(b.lines) {
			b.lines = append(b.lines, new(Line))
		}
		b.judge.line(b.lines[i], p)
	}
	ended = true
}

// empty makes the batch ready for other records. What one long record needed is let go.
func (b *batch) empty() {
	if b.bytes = b.bytes[:0]; cap(b.bytes) > 8*batchBytes {
		b.bytes = nil
	}
	if !b.judge.Reuse {
		clear(b.lines)
		b.lines = b.lines[:0]
	}
	clear(b.pieces)
	b.pieces = b.pieces[:0]
}

// A road is the way of batches from the splitter to the workers and back, in order.
type road struct {
	v     *Validator
	split *splitter
	ahead bool // reading on keeps nobody waiting
	jobs  chan *batch
	way   []*batch // under way, the first one first
	free  []*batch
	err   error // the splitter's: nothing comes behind it
}

// readTogether deals the records out to workers and yields them in order.
func (v *Validator) readTogether(ctx context.Context, split *splitter, workers int, ahead bool, yield func(*Line, error) bool) {
	most := batchesAhead * workers
	r := &road{v: v, split: split, ahead: ahead, jobs: make(chan *batch, most)}
	var working sync.WaitGroup
	defer func() {
		close(r.jobs)
		for range r.jobs { // what nobody waits for any more
		}
		working.Wait()
	}()
	for range workers - 1 { // the caller's own goroutine is one of them; see await
		working.Go(func() {
			for b := range r.jobs {
				b.pass()
			}
		})
	}
	for {
		for len(r.way) < most && r.err == nil && (len(r.way) == 0 || r.ready()) {
			r.send()
		}
		if len(r.way) == 0 {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
			} else if r.err != io.EOF {
				yield(nil, r.err)
			}
			return
		}
		b := r.way[0]
		r.await(b)
		if b.failed != nil {
			panic(b.failed)
		}
		for _, l := range b.lines[:len(b.pieces)] {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(l, nil) {
				return
			}
		}
		b.empty()
		r.way = append(r.way[:0], r.way[1:]...)
		r.free = append(r.free, b)
	}
}

// await returns when a batch has been judged. Instead of waiting it judges others: a
// goroutine that waits beside as many as there are processors is woken late, and all
// of them then wait for what it reads.
func (r *road) await(b *batch) {
	for {
		select {
		case <-b.judged:
			return
		default:
		}
		select {
		case <-b.judged:
			return
		case next := <-r.jobs:
			next.pass()
		}
	}
}

// send fills a batch and gives it to the workers. It waits for the input only
// where nothing is under way, and then for one record.
func (r *road) send() {
	b := r.batch()
	for len(b.bytes) < batchBytes && (len(b.pieces) == 0 || r.ready()) {
		p, err := r.split.next()
		if err != nil {
			r.err = err
			break
		}
		b.take(p)
	}
	if len(b.pieces) == 0 {
		r.free = append(r.free, b)
		return
	}
	r.jobs <- b
	r.way = append(r.way, b)
}

// ready reports whether the next record can be read without waiting.
func (r *road) ready() bool { return r.ahead || r.split.buffered() }

func (r *road) batch() *batch {
	if n := len(r.free); n > 0 {
		b := r.free[n-1]
		r.free = r.free[:n-1]
		return b
	}
	return &batch{judge: r.v.judge(), judged: make(chan struct{}, 1)}
}
