/** Makes the programs that people install from the modules' jars: a Java runtime with just what is needed, and launchers. */
@NullMarked
package cronium.packaging;

import org.jspecify.annotations.NullMarked;
