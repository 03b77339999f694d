/** A figure as data, and one drawing of it for the screen, PNG, SVG and PDF. */
package ijepa.renderer.figure;
