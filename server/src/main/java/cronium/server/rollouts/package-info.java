/**
 * One event on many hosts: what is to be run where, and the coordinator that starts as many at once as their limits allow. What runs
 * one execution is not known here.
 */
@NullMarked
package cronium.server.rollouts;

import org.jspecify.annotations.NullMarked;
