/** Curves over many points: data that stay small, a model that zooms and reads them, and the control that paints them. */
package ijepa.app.control.curve;
