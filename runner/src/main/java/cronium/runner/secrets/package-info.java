/**
 * Secrets: where they are read from, and all the forms in which a script may show one. Where they go, and how output is
 * masked, stands elsewhere. No secret's value is in a message or a {@code toString} of these classes.
 */
@NullMarked
package cronium.runner.secrets;

import org.jspecify.annotations.NullMarked;
