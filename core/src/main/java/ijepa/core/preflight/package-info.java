/** What a pretraining run would do, found out before it is started: data, masks, memory, time. Starts and writes nothing. */
package ijepa.core.preflight;
