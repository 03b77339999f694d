/**
 * The official configuration file, read into validated records and written again. Knows shapes, masks and precision but
 * not the training that follows from them, so that training, the run directory and the window can all use it.
 */
package ijepa.core.config;
