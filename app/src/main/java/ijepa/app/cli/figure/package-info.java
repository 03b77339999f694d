/** {@code ijepa figure}: figures for papers, without a display. */
package ijepa.app.cli.figure;
