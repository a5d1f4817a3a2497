/**
 * What every command has around it: the terminal, the project that it reads, the flags that several share, and how reports are
 * printed. Holds no command, and knows none.
 */
@NullMarked
package io.atlasoperator.cli.console;

import org.jspecify.annotations.NullMarked;
