/** Measurements: {@code ijepa bench} and one class for each thing that is measured. */
package ijepa.app.cli.bench;
