import { Button, createAll, ErrorSummary, ServiceNavigation } from 'govuk-frontend'

createAll(ServiceNavigation)
createAll(Button)
createAll(ErrorSummary)
