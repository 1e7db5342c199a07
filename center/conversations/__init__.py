"""Every message is stored before anyone answers it, in order, once; who answers; how the answer finds its way back."""
