package io.atlasoperator.spec;

/** What one database adds to the HCL schema language: types, attributes and blocks. */
public interface SpecRules {}
