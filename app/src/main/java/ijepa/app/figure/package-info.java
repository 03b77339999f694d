/** Figures: what workspaces sent or templates made, arranged and written for a paper. */
package ijepa.app.figure;
