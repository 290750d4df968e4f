// Package matcher compiles the patterns of tenants, and keeps what it compiled.
package matcher

import (
	"fmt"
	"regexp"
	"sync"
)

// Cache has no bound. Patterns carry the request's id, so hardly one is ever used twice.
type Cache struct{ compiled sync.Map }

func (c *Cache) Compile(pattern string) (*regexp.Regexp, error) {
	if re, ok := c.compiled.Load(pattern); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	c.compiled.Store(pattern, re)
	return re, nil
}

// Rule is a check of one field.
type Rule interface {
	Match(tenant, request, line string) (bool, error)
}

type fieldRule struct {
	cache *Cache
	field string
}

func NewFieldRule(c *Cache, field string) Rule { return &fieldRule{c, field} }

func (f *fieldRule) Match(tenant, request, line string) (bool, error) {
	re, err := f.cache.Compile(fmt.Sprintf(`(?i)^%s\s*=\s*(%s|any)-[a-z]{2,8}(\d+|\*)\s*;?\s*req:%s$`, f.field, tenant, request))
	if err != nil {
		return false, err
	}
	return re.MatchString(line), nil
}
