"""What those who run the helpdesk see of it: logs, metrics, faults. Never what people wrote."""
