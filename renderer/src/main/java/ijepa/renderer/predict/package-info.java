/** Longer questions to a loaded model about one image: sweeps, uncertainty, neighbours, comparisons. No window. */
package ijepa.renderer.predict;
